import { checks } from '../../../lessons/09-scale-out/workbook/checks.ts'
import { lesson } from '../../../lessons/09-scale-out/workbook/lesson.ts'
import { tryHints } from './try-hints.ts'

tryHints(lesson, checks)
