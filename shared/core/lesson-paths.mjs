// Plain JavaScript, so that the test launcher can use it without a compiler. Types and documentation: folders.d.mts.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const LESSON_FOLDER = /^(\d\d)-([a-z0-9][a-z0-9-]*)$/

export function lessonFolders(root = ROOT) {
  return readdirSync(join(root, 'lessons'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && LESSON_FOLDER.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

export function solutionFiles(folder, root = ROOT) {
  const inside = join(root, 'solutions', folder)
  return entriesOf(inside)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .sort()
}

function entriesOf(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}

export function parseLessonWord(word) {
  const parts = word
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  const area = parts[0] === 'lessons' || parts[0] === 'solutions' ? parts.shift() : undefined
  const [name = '', ...inside] = parts
  // `socket-io/gateway.ts` is a path, but not one of ours: without `lessons/` only the name itself counts.
  if (area === undefined && inside.length > 0) return undefined
  return { area, name, inside: inside.join('/') }
}

export function findLesson(word, folders = lessonFolders()) {
  const name = parseLessonWord(word)?.name.toLowerCase()
  if (!name) return undefined
  const number = /^\d{1,2}$/.test(name) ? name.padStart(2, '0') : undefined
  return folders.find((folder) => {
    const [, id, slug] = LESSON_FOLDER.exec(folder) ?? []
    return name === folder || name === slug || number === id
  })
}

export function nearest(word, candidates) {
  const wanted = word.toLowerCase()
  if (wanted.length < 2) return undefined
  const allowed = Math.max(1, Math.floor(wanted.length / 3))
  let best
  let bestDistance = allowed + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  if (best !== undefined || wanted.length < 3) return best
  const beginnings = candidates.filter((candidate) => candidate.startsWith(wanted))
  return beginnings.length === 1 ? beginnings[0] : undefined
}

/** How many letters have to be inserted, removed, replaced or swapped with their neighbour. */
function editDistance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= a.length; row++) {
    rows.push([row])
    for (let column = 1; column <= b.length; column++) {
      const replaced = rows[row - 1][column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1)
      let distance = Math.min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, replaced)
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) distance = Math.min(distance, rows[row - 2][column - 2] + 1)
      rows[row].push(distance)
    }
  }
  return rows[a.length][b.length]
}
