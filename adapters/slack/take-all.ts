/** Whatever Slack sends is taken: what nobody here handles is acknowledged and forgotten, so that Slack does not wait for it. */
import type { App } from '@slack/bolt'

export const takeAll = (app: App): App['processEvent'] =>
  async function processEvent(event) {
    let isTaken = false
    const ack: typeof event.ack = async (answer) => {
      isTaken = true
      await event.ack(answer)
    }
    await app.processEvent({ ...event, ack })
    if (!isTaken) await event.ack()
  }

/** An app whose requests are processed otherwise. */
export const withProcessing = (app: App, processEvent: App['processEvent']): App =>
  Object.assign(Object.create(app) as App, { processEvent })
