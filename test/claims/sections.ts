import type { Section } from '#shared/authoring/fact-check/claim.ts'

/** The tutorial's sections in order, each with the number of its first claim. */
export const sections: readonly Section[] = [
  { title: 'Introduction', from: 1 },
  { title: 'What is Pub/Sub', from: 3 },
  { title: 'Why Redis Pub/Sub', from: 7 },
  { title: 'Basic example', from: 12 },
  { title: 'Publishing messages', from: 22 },
  { title: 'Subscribing to channels', from: 26 },
  { title: 'Pattern-based subscriptions', from: 32 },
  { title: 'Integrating with Socket.io', from: 39 },
  { title: 'Cross-service communication', from: 52 },
  { title: 'Event-driven architecture', from: 58 },
  { title: 'Handling message delivery', from: 66 },
  { title: 'Monitoring Pub/Sub', from: 75 },
  { title: 'Exercise', from: 79 },
  { title: 'Summary', from: 87 },
]
