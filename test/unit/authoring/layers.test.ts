import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** The commands start everything, so they may import any layer. */
const COMMANDS = 'shared/cli/commands/'

/** The layers in their order, as the contributing guide lists them. */
const layers = [
  ...readFileSync(join(ROOT, 'docs/contributing.md'), 'utf8').matchAll(/^\| `shared\/([a-z]+)\/` \|/gm),
].map(([, layer]) => layer)

const files = readdirSync(join(ROOT, 'shared'), { recursive: true, encoding: 'utf8' })
  .map((name) => `shared/${name.replaceAll('\\', '/')}`)
  .filter((path) => /\.([cm]?[jt]s|tsx)$/.test(path))

/** The imports of a file that stay in the repository, types included: as written, and as a path. */
function importsOf(path: string): { written: string; imported: string }[] {
  return ts
    .preProcessFile(readFileSync(join(ROOT, path), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((written) => /^(#shared|\.{1,2})\//.test(written))
    .map((written) => ({
      written,
      imported: written.startsWith('#') ? written.slice(1) : posix.join(posix.dirname(path), written),
    }))
}

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
