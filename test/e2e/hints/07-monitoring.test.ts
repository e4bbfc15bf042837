import { checks } from '../../../lessons/07-monitoring/workbook/checks.ts'
import { lesson } from '../../../lessons/07-monitoring/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
