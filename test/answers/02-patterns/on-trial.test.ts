import { checks } from '../../../lessons/02-patterns/workbook/checks.ts'
import { lesson } from '../../../lessons/02-patterns/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
