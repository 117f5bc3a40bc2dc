/** What can be seen of a code in one picture: the texts of all QR codes in it. */
export type ReadCodes = (picture: ImageBitmapSource) => Promise<string[]>;

interface Detector {
	detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
	new (options: { formats: 'qr_code'[] }): Detector;
	getSupportedFormats(): Promise<readonly string[]>;
}

/**
 * What reads QR codes here: the browser's own where it has one that can, else one that is fetched now (a megabyte, from
 * our own server, kept by the browser for the next time).
 * @throws when it cannot be fetched.
 */
export async function codeReader(native = nativeDetector(), fetched = fetchDetector): Promise<ReadCodes> {
	const Detector = native && (await canRead(native)) ? native : await fetched();
	const detector = new Detector({ formats: ['qr_code'] });
	return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

function nativeDetector(): DetectorClass | undefined {
	return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Some browsers have the class and nothing behind it. */
async function canRead(native: DetectorClass): Promise<boolean> {
	return (await native.getSupportedFormats().catch((): string[] => [])).includes('qr_code');
}

async function fetchDetector(): Promise<DetectorClass> {
	const { fetchedDetector } = await import('./fetched.ts');
	return fetchedDetector();
}
