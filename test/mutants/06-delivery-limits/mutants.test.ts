import { checks } from '../../../lessons/06-delivery-limits/workbook/checks.ts'
import { lesson } from '../../../lessons/06-delivery-limits/workbook/lesson.ts'
import { testChecks } from '../mutant-runner.ts'

testChecks(lesson, checks)
