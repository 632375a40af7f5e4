import { COMPARED, type Figures } from './figures';
import { mean } from './judge';
import { MODELS, type Model } from './play';

const PANEL = { width: 420, height: 300, left: 46, top: 46, gap: 40 };
const LINES: Record<Model, { name: string; colour: string; dash: string }> = {
  freeman: { name: 'Freeman et al.', colour: '#b91c1c', dash: '' },
  columns: { name: 'ours, columns alone', colour: '#1d4ed8', dash: '' },
  signals: { name: 'ours, and changes of the SIM', colour: '#7c3aed', dash: '6 4' },
  proofs: { name: 'ours, and device proofs', colour: '#15803d', dash: '' },
};

/** Mean prompts that a legitimate person has met by each sign-in, a panel for each share of blocked attackers, as SVG. */
export function plotOf(seeds: readonly Figures[]): string {
  const width = COMPARED.length * (PANEL.width + PANEL.gap) + PANEL.left;
  const height = PANEL.height + PANEL.top + 90;
  const panels = COMPARED.map((blocked, index) => panel(seeds, blocked, index));
  const legend = MODELS.map((model, index) => {
    const { name, colour, dash } = LINES[model];
    const x = PANEL.left + index * 220;
    return `<path d="M${x} ${height - 16}h26" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/><text x="${x + 34}" y="${height - 12}">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#111" role="img">`,
    '<title>Mean prompts that a legitimate person has met by each sign-in</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels,
    ...legend,
    '</svg>\n',
  ].join('\n');
}

function panel(seeds: readonly Figures[], blocked: number, index: number): string {
  const curves = MODELS.map((model) => ({ model, curve: meanCurve(seeds, index, model) }));
  const highest = Math.max(...curves.flatMap(({ curve }) => curve));
  const step = highest > 20 ? 5 : highest > 8 ? 2 : 1;
  const top = Math.ceil(highest / step) * step;
  const left = PANEL.left + index * (PANEL.width + PANEL.gap);
  const bottom = PANEL.top + PANEL.height;
  const x = (signIn: number) => left + ((signIn - 2) / 38) * PANEL.width;
  const y = (prompts: number) => bottom - (prompts / top) * PANEL.height;
  const parts = [
    `<text x="${left}" y="24" font-weight="bold">${blocked * 100} % of targeted attackers blocked</text>`,
    `<text x="${left + PANEL.width / 2}" y="${bottom + 36}" text-anchor="middle">sign-in</text>`,
  ];
  for (let prompts = 0; prompts <= top; prompts += step)
    parts.push(
      `<path d="M${left} ${y(prompts).toFixed(1)}h${PANEL.width}" stroke="#e5e7eb"/><text x="${left - 8}" y="${(y(prompts) + 4).toFixed(1)}" text-anchor="end">${prompts}</text>`,
    );
  for (const signIn of [2, 5, 12, 20, 30, 40])
    parts.push(`<text x="${x(signIn).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${signIn}</text>`);
  for (const { model, curve } of curves) {
    const points = curve.map((prompts, at) => `${x(at + 2).toFixed(1)},${y(prompts).toFixed(1)}`).join(' ');
    const { colour, dash } = LINES[model];
    parts.push(
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    );
  }
  return parts.join('\n');
}

function meanCurve(seeds: readonly Figures[], index: number, model: Model): number[] {
  const curves = seeds.map(({ compared }) => compared[index]?.curve[model] ?? []);
  return (curves[0] ?? []).map((_, at) => mean(curves.map((curve) => curve[at] ?? 0)));
}
