import { checks } from '../../../lessons/05-event-bus/workbook/checks.ts'
import { lesson } from '../../../lessons/05-event-bus/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
