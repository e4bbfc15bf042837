import { checks } from '../../lessons/04-cross-service/workbook/checks.ts'
import { lesson } from '../../lessons/04-cross-service/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
