import { checks } from '../../../lessons/02-patterns/workbook/checks.ts'
import { lesson } from '../../../lessons/02-patterns/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
