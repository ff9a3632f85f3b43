import ipaddr from 'ipaddr.js';

/** An address or a range in CIDR notation, version 4 or 6. */
export interface IpRange {
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  /** Leading bits that are the network's: 0 to 32, or to 128. */
  readonly bits: number;
}

/** Reads `192.0.2.0/24`, `2001:db8::/32` or one address, which is a range of its own; `undefined` for anything else. */
export function parseRange(text: string): IpRange | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  if (rest.length > 0 || !isAddress || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
  const network = ipaddr.parse(address);
  const length = network.kind() === 'ipv4' ? 32 : 128;
  const own = bits === undefined ? length : Number(bits);
  return own <= length ? { network, bits: own } : undefined;
}

/** Whether the range holds the address; `false` too where either is none. */
export function containsAddress(range: string, address: string): boolean {
  const [wanted, actual] = [parseRange(range), parseRange(address)];
  return wanted !== undefined && actual !== undefined && containsRange(wanted, actual);
}

/** Whether every address of `inner` is in `outer`. */
export function containsRange(outer: IpRange, inner: IpRange): boolean {
  if (outer.network.kind() !== inner.network.kind() || inner.bits < outer.bits) return false;
  return inner.network.match(outer.network, outer.bits);
}

/** Whether bits behind the mask are set, which IAM ignores: `10.0.0.1/24`. */
export function hasHostBits({ network, bits }: IpRange): boolean {
  return networkAddress({ network, bits }) !== network.toString();
}

/** The first address of the range, in its usual spelling. */
export function networkAddress({ network, bits }: IpRange): string {
  const bytes = network.toByteArray().map((byte, i) => {
    const own = Math.max(0, Math.min(8, bits - 8 * i));
    return byte & (0xff << (8 - own)) & 0xff;
  });
  return ipaddr.fromByteArray(bytes).toString();
}

/** Whether no address of the range is seen on the internet: of private networks (RFC 1918), shared, loopback or link-local, or unique local ones. */
export function isPrivate({ network, bits }: IpRange): boolean {
  return PRIVATE.some((range) => containsRange(range, { network, bits }));
}

const PRIVATE: readonly IpRange[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].flatMap((range) => parseRange(range) ?? []);
