import { doctests } from './doctests.ts'

doctests('lessons/08-multi-service-app/README.md')
