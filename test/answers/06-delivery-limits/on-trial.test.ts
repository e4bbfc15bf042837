import { checks } from '../../../lessons/06-delivery-limits/workbook/checks.ts'
import { lesson } from '../../../lessons/06-delivery-limits/workbook/lesson.ts'
import { onTrial } from '../on-trial.ts'

onTrial(lesson, checks)
