/** Pictures of pages that have been rendered, by their path in the workbook: no other file of it is served. */
const SHOWN = new Set<string>()

/** A page shows this picture. */
export function show(path: string): void {
  SHOWN.add(path)
}

/** Whether a page shows this picture. */
export function isShown(path: string): boolean {
  return SHOWN.has(path)
}
