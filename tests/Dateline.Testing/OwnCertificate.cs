using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dateline.Testing;

/// <summary>A certificate for 127.0.0.1 that nobody has signed but itself.</summary>
public sealed class OwnCertificate : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate;

    /// <param name="now">It is good from the day before for ten years.</param>
    public OwnCertificate(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(3650));
        File.WriteAllText(Pem, key.ExportPkcs8PrivateKeyPem() + "\n" + _certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Key and certificate in one file.</summary>
    public string Pem => _folder["server.pem"];

    /// <summary>SHA-256 of it, in hex.</summary>
    public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Takes its file away.</summary>
    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }
}
