import { generateSecret, generateURI, verify } from 'otplib'
import { toString as drawQrCode } from 'qrcode'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { type Account, setSecondFactorRow, useCodeStep } from './repository.ts'
import { clearAttempts, countAttempt } from './throttle.ts'

const driftSeconds = 30

/**
 * A secret that was offered and not yet confirmed. It travels sealed in the form, so that nothing
 * is kept before.
 */
export interface OfferedFactor {
  readonly secret: string
  readonly sealed: string
  readonly qrCode: string
}

export async function offerSecondFactor(
  ctx: Context,
  account: Account,
  sealedBefore: string,
): Promise<OfferedFactor> {
  const secret = openOffer(ctx, account, sealedBefore) ?? generateSecret()
  const issuer = ctx.service.settings.shortName ?? ctx.service.name
  const svg = await drawQrCode(generateURI({ issuer, label: account.email, secret }), {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  })
  return {
    secret,
    sealed: ctx.keys.seal('totp', `${account.id} ${secret}`),
    qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  }
}

/** Confirms the offered secret with its first code. False when the code is not right. */
export async function confirmSecondFactor(
  ctx: Context,
  account: Account,
  input: { sealed: string; code: string; address: string },
): Promise<boolean> {
  const secret = openOffer(ctx, account, input.sealed)
  if (!secret || account.hasSecondFactor) return false
  await countAttempt(ctx, { what: 'code', subject: account.id, address: input.address })
  const step = await matchingStep(ctx, secret, input.code, null)
  if (step === null) return false
  await transact(ctx, async (ctx) => {
    await setSecondFactorRow(ctx, account.id, { sealed: ctx.keys.seal('totp', secret), step })
    ctx.audit('second-factor.confirmed', account.id)
  })
  await clearAttempts(ctx, { what: 'code', subject: account.id, address: input.address })
  return true
}

/** Checks a code, once: the same code does not work again, even within its half minute. */
export async function checkCode(
  ctx: Context,
  account: Account,
  input: { code: string; address: string },
): Promise<boolean> {
  if (!account.totpSecretSealed || !account.hasSecondFactor) return false
  await countAttempt(ctx, { what: 'code', subject: account.id, address: input.address })
  const secret = ctx.keys.unseal('totp', account.totpSecretSealed)
  const step = await matchingStep(ctx, secret, input.code, account.totpLastStep)
  if (step === null) return false
  const isFirstUse = await transact(ctx, async (ctx) => {
    ctx.audit('second-factor.checked', account.id)
    return useCodeStep(ctx, account.id, step)
  })
  if (!isFirstUse) return false
  await clearAttempts(ctx, { what: 'code', subject: account.id, address: input.address })
  return true
}

async function matchingStep(
  ctx: Context,
  secret: string,
  typed: string,
  after: number | null,
): Promise<number | null> {
  const token = typed.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(ctx.realNow.getTime() / 1000)
  const result = await verify({
    secret,
    token,
    epoch,
    epochTolerance: driftSeconds,
    ...(after === null ? {} : { afterTimeStep: after }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

function openOffer(ctx: Context, account: Account, sealed: string): string | null {
  try {
    const [id, secret] = ctx.keys.unseal('totp', sealed).split(' ')
    return id === account.id && secret ? secret : null
  } catch {
    // Altered, empty, or made with an earlier key: a new one is offered.
    return null
  }
}
