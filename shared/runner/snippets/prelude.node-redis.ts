import { createClient } from 'redis'

const url = process.env.REDIS_URL
const publisher = await createClient({ url }).on('error', console.error).connect()
const subscriber = await createClient({ url }).on('error', console.error).connect()
