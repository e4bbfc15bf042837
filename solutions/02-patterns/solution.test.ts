import { checks } from '../../lessons/02-patterns/workbook/checks.ts'
import { lesson } from '../../lessons/02-patterns/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
