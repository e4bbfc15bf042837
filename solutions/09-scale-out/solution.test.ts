import { checks } from '../../lessons/09-scale-out/workbook/checks.ts'
import { lesson } from '../../lessons/09-scale-out/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
