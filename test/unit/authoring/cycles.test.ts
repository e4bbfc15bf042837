import { expect, test } from 'vitest'
import { codeIn, type Import, importsOf } from './imports.ts'

const files = ['shared', 'lessons', 'solutions', 'test'].flatMap((folder) => codeIn(folder))
const known = new Set(files)
const imports = new Map(
  files.map((path) => [
    path,
    importsOf(path)
      .filter(counts(path))
      .map(({ imported }) => imported),
  ]),
)

/** A contract shows what one calls, and its less interesting types stand beside it: together, they are one text. */
function counts(path: string) {
  return ({ imported }: Import) =>
    known.has(imported) && !(path.includes('/workbook/given/') && imported.endsWith('/contract.ts'))
}

test('no file imports itself by way of others, types included', () => {
  expect(cycles()).toEqual([])
})

/** A cycle for each import that closes one, found depth first. */
function cycles(): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const open: string[] = []
  const visit = (path: string) => {
    const since = open.indexOf(path)
    if (since >= 0) return void found.push([...open.slice(since), path].join(' → '))
    if (done.has(path)) return
    open.push(path)
    for (const imported of imports.get(path) ?? []) visit(imported)
    open.pop()
    done.add(path)
  }
  for (const path of files) visit(path)
  return found
}
