import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { CLIENTS } from '../../shared/workbook/manifest.ts'

const SCRIPT = fileURLToPath(new URL('./close-while-subscribing.ts', import.meta.url))

// ioredis subscribes again by itself, and nobody would handle the promise of that.
test.each(CLIENTS)('a port that is closed while it subscribes again ends quietly (%s)', async (client) => {
  const words = ['--import', 'tsx', SCRIPT, client, inject('server').url]
  const child = spawn(process.execPath, words, { stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const bound = setTimeout(() => child.kill('SIGKILL'), 30_000)
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (...ended) => resolve(ended)),
  )
  clearTimeout(bound)
  expect({ code, signal, said }).toEqual({ code: 0, signal: null, said: '' })
})
