/** `npm run doctor`: what was found, what each lesson needs, how to get what is missing. */

import { columns, mark, paint, runCommand } from '#shared/core/terminal.mjs'
import { examineBroker } from '../doctor/broker.ts'
import { examineBrowser } from '../doctor/browser.ts'
import type { Finding } from '../doctor/finding.ts'
import { lessonNeeds } from '../doctor/lessons.ts'
import { reportOf } from '../doctor/report.cjs'
import { examineChoice, examineEnvironment, examinePrograms } from '../doctor/servers.ts'

/** @param installed What has been found out about Node.js and the packages, which this file itself needs. */
export function doctor(installed: readonly Finding[]): Promise<void> {
  return runCommand(async () => {
    const { env } = process
    const choice = await examineChoice(env)
    const findings: Finding[] = [
      ...installed,
      ...(await examinePrograms(env)),
      ...examineEnvironment(env, choice.state),
      examineBrowser(env),
      examineBroker(env),
      choice,
    ]
    const looks = {
      mark: (state: Finding['state']) =>
        mark(({ good: 'passed', wrong: 'failed', missing: 'missing' } as const)[state]),
      heading: (text: string) => paint('bold', text),
      columns,
    }
    console.log(reportOf(findings, looks))
    console.log(`\n${paint('bold', 'What the lessons need')}`)
    console.log(columns(await lessonNeeds(choice.real), { indent: 2 }))

    const wrong = findings.some((finding) => finding.state === 'wrong')
    console.log(`\n${wrong ? 'Fix this first: see ✗ above.' : 'You can start: npm run lesson'}`)
    process.exitCode = wrong ? 2 : 0
  })
}
