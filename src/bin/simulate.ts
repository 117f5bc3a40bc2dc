import { writeFileSync } from 'node:fs';
import { simultaneousWithCredit } from '../lib/domain/policies.ts';
import { chartOf } from './simulate/chart.ts';
import { figuresOf, playAll } from './simulate/compare.ts';
import { makeDay } from './simulate/day.ts';
import { forecastJson, forecastTable, measureForecast } from './simulate/forecast-report.ts';
import { help, type Options, readOptions, UsageError } from './simulate/options.ts';
import { compared, OURS } from './simulate/policies.ts';
import { jsonOf, tableOf, triedTable } from './simulate/print.ts';
import { showProgress } from './simulate/progress.ts';
import { tried } from './simulate/tried.ts';

// `npm run simulate`: what the queue does for a hall, for better and worse, shown on made-up days (docs/simulation.md).
try {
	const options = readOptions(process.argv.slice(2));
	if (options === null) console.log(help);
	else simulate(options);
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	console.error(`${error.message}\nnpm run simulate -- --help says what can be asked.`);
	process.exit(2);
}

function simulate(options: Options): void {
	const days = Array.from({ length: options.days }, (_, number) => makeDay(options.seed, number, options));
	const playing = showProgress(`Playing ${options.days} days`, process.stderr);
	const policies = options.tried ? { [OURS]: simultaneousWithCredit, ...tried } : compared;
	const measured = playAll(days, policies, playing.at);
	playing.end();
	if (options.tried) return console.log(triedTable(measured, options));
	const figures = figuresOf(measured);
	if (options.chart !== null) writeFileSync(options.chart, chartOf(figures, options));
	const forecasting = showProgress(`Forecasting ${options.days} days`, process.stderr);
	const forecast = measureForecast(days, options, forecasting.at);
	forecasting.end();
	if (options.json)
		console.log(JSON.stringify({ forecast: forecastJson(forecast), policies: jsonOf(figures) }, null, '\t'));
	else console.log(`${tableOf(figures, options)}\n\n${forecastTable(forecast)}`);
}
