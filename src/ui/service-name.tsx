/** A neutral mark and the service's own name; the NHS identity is not ours to use. */
export function ServiceName(props: { name: string }) {
  return (
    <a className="hr-service-name" href="/">
      <svg
        className="hr-service-name__mark"
        viewBox="0 0 32 24"
        width="32"
        height="24"
        aria-hidden="true"
        focusable="false"
      >
        <path
          d="M2 21 C10 21 11 6 19 6 L30 6"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.5"
          strokeLinecap="round"
        />
        <path
          d="M8 21 L8 17 M16 21 L16 9 M25 21 L25 6.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      <span>{props.name}</span>
    </a>
  )
}
