@echo off
rem Runs Deltatape from a checkout or an installed copy: finds a JDK 25, builds what is missing or older than its
rem sources, starts a command. Delayed expansion stays off: it would eat each ! of an argument.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "COMMAND=%~1"
if "%COMMAND%"=="" goto usage
if "%COMMAND%"=="help" goto usage
if "%COMMAND%"=="-h" goto usage
if "%COMMAND%"=="--help" goto usage

set "MAIN="
if "%COMMAND%"=="demo" set "MAIN=io.deltatape.local.DemoMain"
if "%COMMAND%"=="watch" set "MAIN=io.deltatape.client.cli.WatchMain"
if "%COMMAND%"=="get" set "MAIN=io.deltatape.client.cli.GetMain"
if "%COMMAND%"=="tail" set "MAIN=io.deltatape.client.cli.TailMain"
if "%COMMAND%"=="bridge" set "MAIN=io.deltatape.bridge.BridgeMain"
if "%COMMAND%"=="streams" set "MAIN=io.deltatape.delta.DeltaStreamsMain"
if "%COMMAND%"=="gateway" set "MAIN=io.deltatape.gateway.GatewayMain"
if "%COMMAND%"=="simulate" set "MAIN=io.deltatape.simulator.Simulate"
if "%COMMAND%"=="bench" set "MAIN=io.deltatape.benchmarks.BenchMain"
if "%COMMAND%"=="verify" set "MAIN=verify"
if "%MAIN%"=="" goto unknown

rem The arguments behind the command, untouched: %1, %2 and so on would be cut at each = , and ; too. A substitution
rem removes everything up to the command's name, which is the first word. No quotes around the assignment, so that
rem those of an argument keep & and ^ in it safe; and no block in brackets, which a bracket in a path would end.
set TAIL=%*
if "%COMMAND%"=="demo" set ARGS=%TAIL:*demo=%
if "%COMMAND%"=="watch" set ARGS=%TAIL:*watch=%
if "%COMMAND%"=="get" set ARGS=%TAIL:*get=%
if "%COMMAND%"=="tail" set ARGS=%TAIL:*tail=%
if "%COMMAND%"=="bridge" set ARGS=%TAIL:*bridge=%
if "%COMMAND%"=="streams" set ARGS=%TAIL:*streams=%
if "%COMMAND%"=="gateway" set ARGS=%TAIL:*gateway=%
if "%COMMAND%"=="simulate" set ARGS=%TAIL:*simulate=%
if "%COMMAND%"=="bench" set ARGS=%TAIL:*bench=%
if "%COMMAND%"=="verify" set ARGS=%TAIL:*verify=%
if "%COMMAND%"=="verify" if "%~2"=="--help" goto verify_usage

rem An installed copy has its jars beside this script, and runs on a JRE too.
set "NEEDED=javac.exe"
if not exist "%ROOT%pom.xml" set "NEEDED=java.exe"
set "JDK="
for %%D in ("%DELTATAPE_JAVA_HOME%" "%JAVA_HOME%") do call :try "%%~D"
set "ON_PATH="
for %%P in (java.exe) do set "ON_PATH=%%~$PATH:P"
if defined ON_PATH for %%H in ("%ON_PATH%\..\..") do call :try "%%~fH"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined JDK goto no_jdk
set "JAVA_HOME=%JDK%"
if "%COMMAND%"=="verify" goto verify

set "APP=%ROOT%"
set "CONF=%ROOT%conf"
if not exist "%ROOT%pom.xml" goto run
set "TARGET=%ROOT%infra\packaging\target"
set "APP=%TARGET%\deltatape\"
set "CONF=%ROOT%infra\packaging\conf"
set "BUILT=%APP%built"
rem PowerShell, which Maven's wrapper needs too, finds what is newer than the last build: exit code 0 is nothing.
if not exist "%BUILT%" goto build
pushd "%ROOT%"
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:BUILT).LastWriteTimeUtc; $sources = @(Get-Item pom.xml, *\pom.xml, infra\*\pom.xml) + @(Get-Item *\src\main, infra\*\src\main | Get-ChildItem -Recurse); if ($sources | Where-Object { $_.LastWriteTimeUtc -ge $built } | Select-Object -First 1) { exit 1 } else { exit 0 }"
set "STALE=%ERRORLEVEL%"
popd
if "%STALE%"=="0" goto run

:build
echo deltatape: building (once, and again when sources change) ... 1>&2
if not exist "%TARGET%" mkdir "%TARGET%"
rem Of the time when the build begins: what is edited while it runs is built the next time.
set "BEGUN=%TARGET%\begun"
>"%BEGUN%" echo building
set "LOG=%TARGET%\build.log"
set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
pushd "%ROOT%"
call "%ROOT%mvnw.cmd" -B -ntp -Pquick -DskipTests -pl infra/packaging -am package >"%LOG%" 2>&1
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" goto build_failed
move /y "%BEGUN%" "%BUILT%" >nul

:run
set "MEMORY=-Xmx128m -XX:+UseSerialGC"
if "%COMMAND%"=="demo" set "MEMORY=-Xms512m -Xmx1g -XX:+UseSerialGC"
if "%COMMAND%"=="bench" set "MEMORY=-Xms512m -Xmx1g -XX:+UseSerialGC"
if "%COMMAND%"=="gateway" set "MEMORY=-Xmx256m -XX:+UseSerialGC"
if "%COMMAND%"=="streams" set "MEMORY=-Xmx512m -XX:+UseSerialGC"
if "%COMMAND%"=="bridge" set MEMORY="-XX:VMOptionsFile=%CONF%\bridge.vmoptions"
set "LOGGING=command"
if "%COMMAND%"=="bridge" set "LOGGING=service"
if "%COMMAND%"=="streams" set "LOGGING=service"
if "%COMMAND%"=="gateway" set "LOGGING=service"
rem DELTATAPE_JAVA_OPTS comes last, so that it wins.
"%JAVA_HOME%\bin\java" %MEMORY% -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dlogback.configurationFile=%CONF%\logback-%LOGGING%.xml" %DELTATAPE_JAVA_OPTS% -cp "%APP%lib\*" %MAIN%%ARGS%
exit /b %ERRORLEVEL%

:verify
echo deltatape: JDK 25: %JAVA_HOME% 1>&2
set "DOCKER=no engine answers; container tests are skipped"
docker version >nul 2>&1 && set "DOCKER=there; container tests run with -Ddeltatape.test.docker=required"
echo deltatape: Docker: %DOCKER% 1>&2
set "SAMPLES=none named with -Ddeltatape.test.data=DIR; tests that read them are skipped"
set TAIL | findstr /l /c:"-Ddeltatape.test.data=" >nul && set "SAMPLES=as -Ddeltatape.test.data says; a missing file fails its test"
echo deltatape: sample files: %SAMPLES% 1>&2
set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
pushd "%ROOT%"
call "%ROOT%mvnw.cmd" -B -ntp verify%ARGS%
set "CODE=%ERRORLEVEL%"
popd
exit /b %CODE%

:build_failed
findstr /b /l /c:"[ERROR]" "%LOG%" 1>&2 || type "%LOG%" 1>&2
echo deltatape: the build failed; all of its output: %LOG% 1>&2
exit /b 1

:no_jdk
echo deltatape: no JDK 25 found: looked at DELTATAPE_JAVA_HOME, JAVA_HOME, java on the PATH and the usual folders. 1>&2
if defined ON_PATH echo deltatape: the java on the PATH is %ON_PATH% 1>&2
echo deltatape: Install one (Eclipse Temurin 25, for example: https://adoptium.net), or set JAVA_HOME to where it is. 1>&2
exit /b 1

rem A JDK says its version in its file "release": JAVA_VERSION="25" or "25.0.1". The dots stand for its quotes.
:try
if defined JDK exit /b 0
if not exist "%~1\bin\%NEEDED%" exit /b 0
findstr /b /r /c:"JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>&1 && set "JDK=%~1"
exit /b 0

:unknown
echo deltatape: there is no command "%COMMAND%" 1>&2
call :usage 1>&2
exit /b 2

:verify_usage
echo Usage: deltatape verify [MAVEN ARGUMENTS]: compiles with all checks, runs all tests, checks the format.
echo   -Ddeltatape.test.data=DIR         folder of sample files (see CONTRIBUTING.md); unset: those tests are skipped
echo   -Ddeltatape.test.docker=required  container tests must run; unset: skipped
exit /b 0

:usage
echo Usage: deltatape COMMAND [OPTIONS]          deltatape COMMAND --help says more of each
echo(
echo   demo       everything in one process on an embedded broker, with a simulated or a real market
echo   verify     the whole build with all checks and tests (further arguments go to Maven)
echo(
echo   watch      live table of all symbols in the terminal
echo   get        one symbol's state, with its age
echo   tail       every update, a line each; --json for programs
echo(
echo   bridge     Sierra Chart files to Kafka (producer-bridge)
echo   streams    snapshots to deltas (delta-streams)
echo   gateway    WebSocket and HTTP (ws-gateway)
echo   simulate   writes files as Sierra Chart does, on request with everything that goes wrong with them
echo(
echo   bench      latency, payload, parse: measured on this machine
exit /b 0
