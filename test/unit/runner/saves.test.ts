import { EventEmitter } from 'node:events'
import { type FSWatcher, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchSaves } from '#shared/runner/player/saves.ts'

const WAIT = { timeout: 10_000, interval: 20 }

function watched(tells?: () => FSWatcher) {
  const root = mkdtempSync(join(tmpdir(), 'saves-'))
  const folder = join(root, 'lesson')
  mkdirSync(join(folder, 'lib'), { recursive: true })
  mkdirSync(join(folder, 'workbook'))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('a.ts', 'one')
  write('lib/b.ts', 'one')
  const told: string[] = []
  const end = watchSaves(
    folder,
    {
      saved: (files) => void told.push(...files),
      gone: () => void told.push('gone'),
      back: () => void told.push('back'),
    },
    tells,
  )
  onTestFinished(() => {
    end()
    rmSync(root, { recursive: true, force: true })
  })
  return { folder, write, told }
}

/** No events: a drive that tells nothing, or a system whose watches are used up. */
const silent = () => Object.assign(new EventEmitter(), { close() {} }) as unknown as FSWatcher
const usedUp = () => {
  throw Object.assign(new Error('EMFILE: too many open files, watch'), { code: 'EMFILE' })
}
const failing = () => {
  const watcher = silent()
  setImmediate(() => watcher.emit('error', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })))
  return watcher
}

test.each([
  ['the system tells of changes', undefined],
  ['the system tells nothing', silent],
  ['the system cannot watch', usedUp],
  ['the watch breaks', failing],
])('%s: what is saved is seen, once, also in folders below', async (_, tells) => {
  const { write, told } = watched(tells)
  write('a.ts', 'two')
  await vi.waitFor(() => expect(told).toEqual(['a.ts']), WAIT)
  write('lib/b.ts', 'two')
  await vi.waitFor(() => expect(told).toEqual(['a.ts', 'lib/b.ts']), WAIT)
  write('helper.js', 'new')
  await vi.waitFor(() => expect(told).toEqual(['a.ts', 'lib/b.ts', 'helper.js']), WAIT)
  // What is not the learner's code, and a file with the same content as before, are passed over.
  write('workbook/checks.ts', 'new')
  write('notes.md', 'new')
  write('a.ts', 'two')
  write('lib/b.ts', 'three')
  await vi.waitFor(() => expect(told.slice(3)).toEqual(['lib/b.ts']), WAIT)
})

test('a folder that goes and comes back, as when git changes branches, is still watched', async () => {
  const { folder, write, told } = watched()
  renameSync(folder, `${folder}-away`)
  await vi.waitFor(() => expect(told).toEqual(['gone']), WAIT)
  mkdirSync(folder)
  write('a.ts', 'one')
  await vi.waitFor(() => expect(told).toEqual(['gone', 'back']), WAIT)
  write('a.ts', 'two')
  await vi.waitFor(() => expect(told).toEqual(['gone', 'back', 'a.ts']), WAIT)
})
