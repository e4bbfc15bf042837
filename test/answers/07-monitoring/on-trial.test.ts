import { checks } from '../../../lessons/07-monitoring/workbook/checks.ts'
import { lesson } from '../../../lessons/07-monitoring/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
