import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { codeIn, importsOf } from './imports.ts'

/** The commands start everything, so they may import any layer. */
const COMMANDS = 'shared/cli/commands/'

/** The layers in their order, as the contributing guide lists them. */
const layers = [
  ...readFileSync(join(ROOT, 'docs/contributing.md'), 'utf8').matchAll(/^\| `shared\/([a-z]+)\/` \|/gm),
].map(([, layer]) => layer)

const files = codeIn('shared')

/** The layer of a path, counted from the lowest one; -1 outside `shared/`. */
function layerOf(path: string): number {
  const [top, layer] = path.split('/')
  return top === 'shared' ? layers.indexOf(layer) : -1
}

test('the contributing guide lists every layer', () => {
  expect(layers.toSorted()).toEqual(readdirSync(join(ROOT, 'shared')).sort())
})

test('a layer imports only itself and those above it in the guide', () => {
  const wrong = files
    .filter((path) => !path.startsWith(COMMANDS))
    .flatMap((path) =>
      importsOf(path)
        .filter(({ imported }) => layerOf(imported) < 0 || layerOf(imported) > layerOf(path))
        .map(({ imported }) => `${path} imports ${imported}`),
    )
  expect(wrong).toEqual([])
})

test('imports from another layer begin with #shared/', () => {
  const relative = files.flatMap((path) =>
    importsOf(path)
      .filter(({ written, imported }) => written.startsWith('.') && layerOf(imported) !== layerOf(path))
      .map(({ written }) => `${path} imports ${written}`),
  )
  expect(relative).toEqual([])
})

test('no file of code is longer than 350 lines', () => {
  const inWorkbooks = readdirSync(join(ROOT, 'lessons')).map((folder) => `lessons/${folder}/workbook`)
  const long = ['shared', ...inWorkbooks]
    .flatMap((folder) => codeIn(folder, /\.([cm]?[jt]s|tsx|css)$/))
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 350)
  expect(long).toEqual([])
})
