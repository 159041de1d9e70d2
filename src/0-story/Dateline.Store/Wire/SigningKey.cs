using System.Security.Cryptography;

namespace Dateline.Store.Wire;

/// <summary>
/// The key that signs the log's heads: ECDSA over P-256, made at the first start, kept in the data folder outside the database,
/// so that whoever can write to the database alone can't sign what he made of it. Copy the public key to where he can't write either.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const string PrivateName = "log-signing.key";
    private const string PublicName = "log-signing.pub";

    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => (_key, Id) = (key, IdOf(key));

    /// <summary>Its name: the first half of SHA-256 of the public key, in hex.</summary>
    public string Id { get; }

    /// <summary>The data folder's key; made where there is none.</summary>
    public static SigningKey Open(string dataFolder)
    {
        var folder = KeyFolder(dataFolder);
        var path = Path.Combine(folder, PrivateName);
        if (!File.Exists(path)) Make(folder, path);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        var signing = new SigningKey(key);
        var beside = Path.Combine(folder, PublicName);
        if (!File.Exists(beside)) Files.WriteDurably(beside, key.ExportSubjectPublicKeyInfoPem() + "\n");
        return signing;
    }

    /// <summary>The public keys in the data folder: its own, and those of nodes and earlier keys that were put beside it (<c>*.pub</c>).</summary>
    public static IReadOnlyDictionary<string, ECDsa> PublicKeys(string dataFolder, IEnumerable<string>? more = null)
    {
        var keys = new Dictionary<string, ECDsa>(StringComparer.Ordinal);
        var folder = Path.Combine(dataFolder, "keys");
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.pub").Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
        foreach (var pem in files.Concat(more ?? []))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(pem);
            keys.TryAdd(IdOf(key), key);
        }
        return keys;
    }

    /// <summary>The name of the data folder's own key; null where it has none.</summary>
    internal static string? OwnId(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "keys", PublicName);
        if (!File.Exists(path)) return null;
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return IdOf(key);
    }

    internal byte[] Sign(byte[] bytes) => _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    internal static bool IsValid(ECDsa key, byte[] bytes, byte[] signature) => key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static string KeyFolder(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private static void Make(string folder, string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Files.WriteDurably(path, key.ExportPkcs8PrivateKeyPem() + "\n", isSecret: true);
        Files.WriteDurably(Path.Combine(folder, PublicName), key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    private static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];

    /// <summary>Lets go of the key.</summary>
    public void Dispose() => _key.Dispose();
}
