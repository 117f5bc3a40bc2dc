import { BarcodeDetector, prepareZXingModule, purgeZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/**
 * The reader that is fetched, ready to read. Served by us: a hall's tablet asks nobody else for anything.
 * @throws when it cannot be fetched; asked again, it is fetched again.
 */
export async function fetchedDetector(): Promise<typeof BarcodeDetector> {
	try {
		await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
	} catch (error) {
		// It would remember the failure, and find nothing in any picture from then on.
		purgeZXingModule();
		throw error;
	}
	return BarcodeDetector;
}
