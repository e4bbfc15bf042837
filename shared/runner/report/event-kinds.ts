import { paint } from '#shared/core/terminal.mjs'

/**
 * What a timeline tells, by how its events begin, each kind in its colour. Without colours, the words tell it: `Redis →
 * connection 2:` is on the wire, `report:` a report, `the check` a fault or a step of the check. Calls stay as they are.
 */
const KINDS = [
  ['cyan', /^(?:Redis → )?connection \d+(?: → Redis)?:?/],
  ['magenta', /^report:/],
  ['yellow', /^(?:the check|a consumer of the check)(?!\S)|^the check:/],
  ['green', /^.{1,60}? (?:got|receives)(?= )/],
  ['red', /^✗.*/],
] as const

/** How a call or a command ended that ended badly. */
const BAD = / (?:refused|rejected|threw)(?: with)?(?= |$)/

/** An event's text with the words that tell its kind in colour. */
export function painted(text: string): string {
  const [colour, pattern] = KINDS.find(([, begin]) => begin.test(text)) ?? []
  const lead = pattern?.exec(text)?.[0] ?? ''
  const rest = text.slice(lead.length).replace(BAD, (words) => paint('red', words))
  return colour ? `${paint(colour, lead)}${rest}` : rest
}
