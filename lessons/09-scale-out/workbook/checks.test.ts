import { lessonChecks } from '#shared/runner/lesson-checks.ts'
import { checks } from './checks.ts'
import { lesson } from './lesson.ts'

lessonChecks(lesson, checks, new URL('../', import.meta.url).href)
