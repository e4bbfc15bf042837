import { checks } from '../../../lessons/03-socket-io/workbook/checks.ts'
import { lesson } from '../../../lessons/03-socket-io/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
