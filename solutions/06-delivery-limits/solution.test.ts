import { checks } from '../../lessons/06-delivery-limits/workbook/checks.ts'
import { lesson } from '../../lessons/06-delivery-limits/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
