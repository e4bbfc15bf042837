import { SourceMap } from 'node:module'
import { relative, sep } from 'node:path'
import { codeFrame } from '#shared/checks/code-frame.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { BlockedAt } from './blocked-thread.ts'
import { BLOCKED_AFTER_MS } from './heartbeat.ts'

/**
 * The words for an infinite loop.
 *
 * @param line The line in the learner's file, counted from 1, if it is known.
 */
export function stalledText(at: BlockedAt | undefined, line: number | undefined): string {
  const lines = [
    `The code has kept Node busy for more than ${BLOCKED_AFTER_MS / 1000} seconds without a pause: an infinite loop?`,
  ]
  if (at) {
    const file = relative(ROOT, at.file).split(sep).join('/')
    const frame = line ? codeFrame({ path: file, line }).replace(/.$/s, '$&\n') : ''
    lines.push(`It is at ${file}${line ? `:${line}` : ''}${at.check ? `, in ${at.check}` : ''}.${frame}`)
  }
  lines.push('It was stopped, and the code after it was not run.')
  return lines.join('\n')
}

/** The line in the source, counted from 1, by a source map. */
export function originalLine(
  map: ConstructorParameters<typeof SourceMap>[0],
  at: BlockedAt,
): number | undefined {
  const entry = new SourceMap(map).findEntry(at.line, at.column) as { originalLine?: number }
  return entry.originalLine === undefined ? undefined : entry.originalLine + 1
}

/** The words for an infinite loop in code that carries its own source map, as that of tsx does. */
export function blockedText(at: BlockedAt | undefined): string {
  const [, json] = /^data:application\/json;base64,(.*)$/.exec(at?.sourceMap ?? '') ?? []
  if (!at || !json) return stalledText(at, undefined)
  const map = JSON.parse(Buffer.from(json, 'base64').toString()) as ConstructorParameters<typeof SourceMap>[0]
  return stalledText(at, originalLine(map, at))
}
