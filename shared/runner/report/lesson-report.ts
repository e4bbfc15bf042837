import { folderOf } from '#shared/core/manifest.ts'
import { fitted, paint } from '#shared/core/terminal.mjs'
import { explain, printed } from './explain.ts'
import { ownAdapterText } from './own-adapter.ts'
import { failures, isGreen, type LessonResult } from './result.ts'
import { table } from './table.ts'

/**
 * The whole report on a lesson: the table, then the first failure in full.
 *
 * @param all Explains every failure.
 */
export function lessonReport(of: LessonResult, all = false): string {
  const blocks = [table(of)]
  if (of.ownAdapter && of.ownAdapter.unfinished.size > 0) blocks.push(ownAdapterText(of.ownAdapter))
  const failed = failures(of)
  const explained = all ? failed : failed.slice(0, 1)
  for (const failure of explained) blocks.push(explain(failure, of))
  const others = failed.length - explained.length
  if (others > 0) {
    const only = of.clients.length === 1 ? `${of.clients[0]} ` : ''
    const what = others === 1 ? 'One more check fails' : `${others} more checks fail`
    const them = others === 1 ? 'it' : 'them'
    blocks.push(fitted(`${what}. To see ${them} too, type: npm test ${of.area}/${of.lesson.id} ${only}all`))
  }
  const skipped = of.results.filter(({ outcome }) => outcome.status === 'skipped')
  for (const reason of new Set(skipped.map(({ outcome }) => outcome.message))) {
    const count = skipped.filter(({ outcome }) => outcome.message === reason).length
    blocks.push(fitted(`${count === 1 ? 'One check was' : `${count} checks were`} skipped: ${reason}`))
  }
  if (failed.length === 0) {
    const output = of.results.flatMap(({ outcome }) => outcome.output)
    if (output.length > 0) blocks.push(printed(output).join('\n'))
  }
  if (of.area === 'lessons' && isGreen(of)) {
    const compare = `npm run compare ${of.lesson.id}`
    blocks.push(
      fitted(
        `${paint('green', 'All core tasks pass.')} Compare your code with our solution: ${compare}\nWhy we wrote it that way: solutions/${folderOf(of.lesson)}/README.md`,
      ),
    )
  }
  return blocks.join('\n\n')
}
