using System.Security.Cryptography;
using Dateline.Store.Database;
using Dateline.Store.Wire;

namespace Dateline.Store.Backups;

/// <summary>Something in a backup that is not as it was written.</summary>
/// <param name="Place">Where: the file, and for the database what it said.</param>
/// <param name="Message">What is wrong there.</param>
public sealed record BackupProblem(string Place, string Message);

/// <summary>Is a backup whole? Every file by its hash, the database by its own check, the wire log and the audit by their chains and signed heads.</summary>
public static class BackupCheck
{
    private const string Database = "dateline.db";

    /// <summary>Checks; the manifest, where it can be read, and what is wrong.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="progress">Told what is being checked.</param>
    public static (BackupManifest? Manifest, IReadOnlyList<BackupProblem> Problems) Check(string folder, IProgress<string>? progress = null)
    {
        var path = Path.Combine(folder, BackupManifest.FileName);
        if (!File.Exists(path)) return (null, [new(BackupManifest.FileName, $"There is none in {folder}: this is no backup of Dateline, or it was never finished.")]);
        if (BackupManifest.Read(File.ReadAllBytes(path)) is not { } manifest) return (null, [new(BackupManifest.FileName, "It is not as a backup wrote it: it is damaged, or of another version.")]);
        var problems = new List<BackupProblem>();
        foreach (var file in manifest.Files)
        {
            progress?.Report("checking " + file.Path);
            if (WhyBad(folder, file) is { } why) problems.Add(new(file.Path, why));
        }
        if (!manifest.Files.Any(f => f.Path == Database)) problems.Add(new(Database, "The manifest names no database."));
        if (problems.Count == 0) problems.AddRange(CheckDatabase(folder, progress));
        return (manifest, problems);
    }

    private static string? WhyBad(string folder, BackupFile file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Path));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return "Its path leads out of the backup.";
        if (!File.Exists(path)) return "It is missing.";
        var length = new FileInfo(path).Length;
        if (length != file.Length) return $"It has {length} bytes instead of {file.Length}.";
        return Hash(path) == file.Sha256 ? null : "Its content is not what was backed up: its SHA-256 differs.";
    }

    internal static IEnumerable<BackupProblem> CheckDatabase(string folder, IProgress<string>? progress)
    {
        progress?.Report("checking the database");
        using var database = new SqliteStoreDatabase(Path.Combine(folder, Database));
        IReadOnlyList<BackupProblem> problems;
        try
        {
            problems = database.Read(db => Look(db, folder, progress));
        }
        catch (Exception broken) when (broken is System.Data.Common.DbException or FormatException or InvalidCastException)
        {
            problems = [new(Database, "It can't be read: " + broken.Message)];
        }
        return problems;
    }

    private static List<BackupProblem> Look(Db db, string folder, IProgress<string>? progress)
    {
        var said = db.Many("pragma integrity_check(20)", static r => r.Text(0));
        if (said is not ["ok"]) return [.. said.Select(s => new BackupProblem(Database, s))];
        progress?.Report("checking the wire log and the audit");
        return [.. LogVerifier.Verify(db, folder).Problems.Select(p => new BackupProblem($"{Database}, {p.Chain} {p.Position}", $"{p.Message} [{p.Code}]"))];
    }

    internal static string Hash(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
