import { checks } from '../../lessons/03-socket-io/workbook/checks.ts'
import { lesson } from '../../lessons/03-socket-io/workbook/lesson.ts'
import { lessonChecks } from '../../shared/runner/lesson-checks.ts'

lessonChecks(lesson, checks, import.meta.url)
