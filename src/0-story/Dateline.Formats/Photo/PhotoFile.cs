using Dateline.News;

namespace Dateline.Formats.Photo;

/// <summary>What was found in the bytes of a picture.</summary>
/// <param name="ContentType">The media type, by its bytes.</param>
/// <param name="Width">Pixels; null where the file does not say.</param>
/// <param name="Height">Pixels; null where the file does not say.</param>
/// <param name="Metadata">What it says of itself; <see cref="PhotoMetadata.None"/> where it says nothing.</param>
/// <param name="Notes">What was odd about it.</param>
public sealed record PhotoReading(string ContentType, int? Width, int? Height, PhotoMetadata Metadata, IReadOnlyList<ReadNote> Notes);

/// <summary>Reads what a photo says of itself, without decoding the picture: JPEG, PNG, WebP and TIFF.</summary>
public static class PhotoFile
{
    /// <summary>Whether these bytes begin as one of those files does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) => PhotoContainer.KindOf(bytes) is not null;

    /// <summary>Reads <paramref name="bytes"/>; or says why that can't be done.</summary>
    public static Outcome<PhotoReading> Read(ReadOnlySpan<byte> bytes, ReadOptions? options = null)
    {
        options ??= ReadOptions.Default;
        if (PhotoContainer.KindOf(bytes) is not { } kind) return new Refusal(FailureCodes.UnknownFormat, "That is no JPEG, PNG, WebP or TIFF file. Nothing was read.");
        var notes = new List<ReadNote>();
        var container = PhotoContainer.Open(kind, bytes, notes);
        var iim = container.Iim is { } block ? IimBlock.Read(block, notes) : IimBlock.Empty;
        var xmp = container.Xmp is { } packet ? XmpPacket.Read(packet, notes) : XmpPacket.Empty;
        return new PhotoReading(kind, container.Width, container.Height, PhotoMerge.Of(xmp, iim, options, notes), notes);
    }
}
