import { createClient } from 'redis'

const url = process.env.REDIS_URL
const client = await createClient({ url })
  .on('error', () => {})
  .connect()
const reader = await createClient({ url })
  .on('error', () => {})
  .connect()
