/** A statement with a comment about its promise: `await f() // resolves with 1`, even with `const x = ` before it. */
export const PROMISE =
  /^(\s*(?:(?:const|let) [^=]+ = )?)await (.+?);? +\/\/ (resolves with|rejects(?: with)?)(?: (.+))?$/

/**
 * Makes a program print each rejection that a comment `// rejects` announces, and continue after it. The page shows
 * these statements one after the other, as if each were tried alone. Lines stay where they are.
 */
export function withRejectionsPrinted(code: string): string {
  return code
    .split('\n')
    .map((text) => {
      const [, before = '', expression, claim] = PROMISE.exec(text) ?? []
      if (expression === undefined || claim === 'resolves with') return text
      return `${before}await __printsRejection(async () => ${expression})`
    })
    .join('\n')
}
