import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';

const s3 = new S3Client();

export async function handler({ key }) {
  const original = await s3.send(new GetObjectCommand({ Bucket: process.env.ORIGINALS_BUCKET, Key: key }));
  const picture = Buffer.from(await original.Body.transformToByteArray());
  const thumbnail = await sharp(picture).resize(200).toBuffer();
  await s3.send(new PutObjectCommand({ Bucket: process.env.THUMBNAILS_BUCKET, Key: key, Body: thumbnail }));
}
