import { PROMISE } from '#shared/runner/snippets/claims.ts'

const CLAIM = /\/\/ .*\b(resolves with|rejects)\b/
/** A literal at the beginning of a comment; what may follow it is an explanation. */
const LITERAL = /^(-?\d+(?:\.\d+)?|'[^']*'|"[^"]*"|\[.*\]|\{.*\}|true|false|null)(?=$|[\s,:;.])/

/**
 * Makes assertions of the comments that tell what a promise becomes. Lines stay where they are.
 *
 * @param problem Takes a sentence for each of these comments that cannot be asserted.
 */
export function withAssertions(code: string, problem: (sentence: string) => void): string {
  return code
    .split('\n')
    .map((text, index) => {
      if (!CLAIM.test(text)) return text
      const line = index + 1
      const [, before = '', expression, claim, expected = ''] = PROMISE.exec(text) ?? []
      if (expression === undefined) {
        problem(
          `line ${line}: write the whole statement in the line of this comment, as in "await f() // resolves with 1"`,
        )
        return text
      }
      if (claim !== 'resolves with') {
        return `${before}await __rejects(async () => ${expression}, ${JSON.stringify(expected)}, ${line})`
      }
      const literal = LITERAL.exec(expected)?.[1]
      if (literal === undefined) {
        problem(`line ${line}: "${expected}" is no value that can be compared`)
        return text
      }
      return `${before}await __resolves(${expression}, ${literal}, ${line})`
    })
    .join('\n')
}
