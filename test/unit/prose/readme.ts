import { fencesOf } from '#shared/core/fences.ts'
import { countWords, openProse } from './words.ts'

const MOST_WORDS = 1500
const FEWEST_SNIPPETS = 5
/** In the order in which a lesson's README has them. */
const SECTIONS = ['Predict', 'Build', 'Check', 'Compare', 'Go further', 'Questions', 'Reading']

/** What is wrong with the README of a lesson: one sentence for each. */
export function readmeProblems(markdown: string): string[] {
  const problems: string[] = []
  const words = countWords(openProse(markdown))
  if (words > MOST_WORDS) {
    problems.push(`it has ${words} words outside of code and collapsed blocks; ${MOST_WORDS} are the most.`)
  }
  const sections = sectionsOf(markdown)
  const found = sections.map(({ title }) => title).filter((title) => SECTIONS.includes(title))
  if (found.join() !== SECTIONS.join()) {
    problems.push(`its sections are ${found.join(', ')}; the order is ${SECTIONS.join(', ')}.`)
  }
  const [beforeBuild = ''] = markdown.split(/^## Build$/m)
  const snippets = fencesOf(beforeBuild).filter(({ language }) => language === 'ts').length
  if (snippets < FEWEST_SNIPPETS) {
    problems.push(`it shows ${snippets} snippets before "Build"; ${FEWEST_SNIPPETS} are the fewest.`)
  }
  for (const { title, text } of sections) {
    if (title === 'Predict' || title === 'Questions') problems.push(...unanswered(title, text))
  }
  return [...problems, ...detailsProblems(markdown)]
}

function sectionsOf(markdown: string): { title: string; text: string }[] {
  const [, ...sections] = withoutCode(markdown).split(/^## /m)
  return sections.map((section) => {
    const [title = '', ...lines] = section.split('\n')
    return { title: title.trim(), text: lines.join('\n') }
  })
}

/** Questions are numbered, as `1.` or `**1.**`. */
function unanswered(title: string, text: string): string[] {
  const open = text.replace(/<details>[\s\S]*?<\/details>/g, '<answer>')
  const [, ...questions] = open.split(/^(?:\*\*)?\d+\.(?:\*\*)? /m)
  if (questions.length === 0) return [`"${title}" asks no numbered question.`]
  return questions.flatMap((question, index) =>
    question.includes('<answer>') ? [] : [`question ${index + 1} of "${title}" has no collapsed answer.`],
  )
}

/** What is wrong with the collapsed blocks of a page. */
export function detailsProblems(markdown: string): string[] {
  const text = withoutCode(markdown)
  const blocks = [...text.matchAll(/<details>([\s\S]*?)<\/details>/g)]
  const opened = text.match(/<details\b/g)?.length ?? 0
  const problems = opened === blocks.length ? [] : ['a <details> is not closed, or has attributes.']
  const without = blocks.filter(([, inside = '']) => !/^\s*<summary>.+<\/summary>\s*\n\n/.test(inside))
  return without.length === 0
    ? problems
    : [...problems, `${without.length} <details> begin without a <summary> and an empty line.`]
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^ *```[\s\S]*?^ *```$/gm, '')
}
