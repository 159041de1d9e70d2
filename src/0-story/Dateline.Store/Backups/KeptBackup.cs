using Dateline.News;

namespace Dateline.Store.Backups;

/// <summary>A finished backup, as a list shows it.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Made">The moment of the state that it holds.</param>
/// <param name="Bytes">How large its files are together.</param>
/// <param name="Position">The newest position of its wire log.</param>
public sealed record KeptBackup(string Name, Instant Made, long Bytes, long Position)
{
    /// <summary>Those in a folder, the newest first. One whose manifest can't be read is none.</summary>
    public static IReadOnlyList<KeptBackup> In(string folder)
    {
        var kept = new List<KeptBackup>();
        foreach (var path in StoreBackup.In(folder))
        {
            byte[] manifest;
            try { manifest = File.ReadAllBytes(Path.Combine(path, BackupManifest.FileName)); }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { continue; }
            if (BackupManifest.Read(manifest) is { } said) kept.Add(new(Path.GetFileName(path), said.Made, said.Files.Sum(f => f.Length), said.Position));
        }
        return kept;
    }
}
