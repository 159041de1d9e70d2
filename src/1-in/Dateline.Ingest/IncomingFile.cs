using Dateline.Ingest.Media;
using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Ingest;

/// <summary>A file that somebody left for us, wherever it lay: a picture is media under its name, anything else a document.</summary>
internal static class IncomingFile
{
    /// <summary>Takes it in. Done: it is durable, and whether all of it was good; else it stays where it lies, and is tried again.</summary>
    internal static async Task<Outcome<bool>> Take(Intake intake, Source source, string name, ReadOnlyMemory<byte> bytes)
    {
        if (!IsMedia(name, bytes.Span))
        {
            var receipt = await intake.Accept(source.Code, bytes);
            return receipt.IsDone ? receipt.Value.Items.All(i => i.Outcome != Outcomes.Quarantined) : receipt.Refusal;
        }
        var kept = await intake.KeepMedia(source.Code, name, bytes);
        if (kept.IsDone) return true;
        if (kept.Refusal.Code is "source-unknown" or Intake.PausedCode) return kept.Refusal;
        await intake.Quarantined(source, bytes, kept.Refusal);
        return false;
    }

    private static bool IsMedia(string name, ReadOnlySpan<byte> bytes) =>
        PictureFile.Look(bytes) is not { IsDone: false, Refusal.Code: "media-type" } || Path.GetExtension(name).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp";
}
