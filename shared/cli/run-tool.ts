import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** How a tool ended. */
export interface ToolResult {
  readonly ok: boolean
  /** What it printed, stdout and stderr together. */
  readonly output: string
}

/**
 * Runs a tool that an npm package brings, with this Node and without a shell, so that it works on every system.
 *
 * @param packageName For example `@biomejs/biome`.
 * @param command The name of the tool in the package's `bin`, for example `biome`.
 */
export function runTool(packageName: string, command: string, args: readonly string[]): Promise<ToolResult> {
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const script = typeof bin === 'string' ? bin : bin[command]
  if (!script) throw new Error(`${packageName} brings no ${command}.`)
  const child = spawn(process.execPath, [join(folder, script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString().trim() }))
  })
}
