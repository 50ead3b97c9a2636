/** The statement that public services owe; it says what is known and what is not. */
export function AccessibilityPage({ phone }: { phone: string | null }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Accessibility</h1>
      <p>
        You should be able to use every page here, whatever you use to read and type. That means you
        can:
      </p>
      <ul>
        <li>make text twice as large, and zoom to four times, without losing anything</li>
        <li>use it on a small phone, in either direction</li>
        <li>do everything with a keyboard, by voice, or with a screen reader</li>
        <li>read each chart as words and as a table</li>
        <li>use it with JavaScript switched off</li>
        <li>stop at any time and carry on later, because what you write is saved as you go</li>
      </ul>
      <h2 className="nhsuk-heading-m">How accessible it is</h2>
      <p>
        It is built to the Web Content Accessibility Guidelines version 2.2, level AA, and its main
        pages are tested by machine with every change. It has not yet been audited by an independent
        tester, so we do not claim that it meets them in full.
      </p>
      <h2 className="nhsuk-heading-m">What we know is missing</h2>
      <ul>
        <li>There is no British Sign Language or easy-read version of the programmes yet.</li>
        <li>Pages are in English only.</li>
      </ul>
      <h2 className="nhsuk-heading-m">If something does not work for you</h2>
      <p>
        Tell your therapist{phone ? <>, or ring the service on {phone}</> : null}. You can have
        forms and worksheets on paper or go through them on the phone instead.
      </p>
      <p>
        If you are not happy with the answer, the Equality Advisory and Support Service can help:
        0808 800 0082.
      </p>
    </div>
  )
}
