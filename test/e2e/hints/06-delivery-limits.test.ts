import { checks } from '../../../lessons/06-delivery-limits/workbook/checks.ts'
import { lesson } from '../../../lessons/06-delivery-limits/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
