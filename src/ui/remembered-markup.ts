import { LRUCache } from 'lru-cache'
import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** Of properties and markup together, for each component: at most 2 to 4 MB. */
const mostLetters = 2_000_000
let drawings = 0

/**
 * Draws a component that is nothing but its properties, once for the same properties: a list of a
 * hundred people or a chart of a year is read many times, and has mostly not changed in between.
 * The properties are plain data (no Map or Set), and the component reads neither a clock, nor who
 * asks, nor a context. Those named in `asOne` are kept for as long as they are the same
 * (`rememberedOfCourse`), and never changed: they are compared as one thing, because writing out a
 * year would cost more than drawing it.
 */
export function rememberedMarkup<Properties extends object>(
  component: FunctionComponent<Properties>,
  asOne: readonly (keyof Properties)[] = [],
): (properties: Properties) => string {
  const kept = new LRUCache<string, string>({
    maxSize: mostLetters,
    sizeCalculation: (markup, key) => markup.length + key.length,
  })
  return (properties) => {
    const key = keyOf(properties, asOne)
    const known = kept.get(key)
    if (known !== undefined) return known
    const markup = draw(component, properties)
    kept.set(key, markup)
    return markup
  }
}

/** A list writes a hundred of these: properties are copied only where some are compared as one. */
function keyOf<Properties extends object>(
  properties: Properties,
  asOne: readonly (keyof Properties)[],
): string {
  if (asOne.length === 0) return JSON.stringify(properties)
  const numbered = asOne.map((name) => [name, numberOf(properties[name])])
  return JSON.stringify({ ...properties, ...Object.fromEntries(numbered) })
}

const numbers = new WeakMap<object, number>()
let numbered = 0

/** Its own for each thing, and never given again. */
function numberOf(thing: unknown): number | null {
  if (typeof thing !== 'object' || thing === null) return null
  const known = numbers.get(thing)
  if (known !== undefined) return known
  numbered += 1
  numbers.set(thing, numbered)
  return numbered
}

function draw<Properties extends object>(
  component: FunctionComponent<Properties>,
  properties: Properties,
): string {
  drawings += 1
  // The ids that one drawing makes must not be those of another on the same page.
  const markup = renderToStaticMarkup(createElement(component, properties), {
    identifierPrefix: `${drawings.toString(36)}-`,
  })
  // React leaves it as many parts that hang together, and each use would gather them again.
  return Buffer.from(markup).toString()
}
