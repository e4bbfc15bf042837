import { checks } from '../../../lessons/01-basic-pubsub/workbook/checks.ts'
import { lesson } from '../../../lessons/01-basic-pubsub/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
