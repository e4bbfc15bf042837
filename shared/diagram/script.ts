/**
 * The script of a file, to be given to `renderDiagram`.
 *
 * @param steps The text of `steps.mjs`.
 * @param file The text of `file-steps.mjs`.
 * @param start The key of the row that is explained first.
 */
export function fileScript(steps: string, file: string, start: string | undefined): string {
  const plain = (text: string) => text.replace(/^export /gm, '')
  const begin = `startFile(document.documentElement, attachSteps${start === undefined ? '' : `, ${JSON.stringify(start)}`})`
  return `;(() => {\n${plain(steps)}\n${plain(file)}\n${begin}\n})()`
}
