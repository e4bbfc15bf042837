/** Small helpers for the elements of the page. */

/** The element with an id. */
export const byId = (id) => document.getElementById(id)

/**
 * A new element.
 *
 * @param properties Properties of the element, for example `textContent`: what comes from others is always set as text.
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** A new element of the picture. */
export function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** How many entries a list keeps. */
const LONGEST = 300

/** Adds an entry to a list and keeps its end in sight, unless the reader has scrolled up. */
export function addEntry(list, entry) {
  const scroll = list.parentElement
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40
  list.append(entry)
  while (list.childElementCount > LONGEST) list.firstElementChild.remove()
  if (atEnd) scroll.scrollTop = scroll.scrollHeight
}

/** Shortens a string to a number of characters. */
export function shortened(text, most) {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
