@echo off
rem Runs Deltatape from a checkout or an installed copy on Windows: finds a JDK 25, builds what is missing, starts a command.
setlocal enabledelayedexpansion
set "ROOT=%~dp0"
set "COMMAND=%~1"
if "%COMMAND%"=="" goto usage
if "%COMMAND%"=="help" goto usage
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
if "%MAIN%"=="" (
  echo deltatape: there is no command "%COMMAND%" 1>&2
  call :usage 1>&2
  exit /b 2
)

set "JDK="
for %%D in ("%DELTATAPE_JAVA_HOME%" "%JAVA_HOME%") do call :try "%%~D"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if "%JDK%"=="" (
  echo deltatape: no JDK 25 found: looked at DELTATAPE_JAVA_HOME, JAVA_HOME and the usual folders. 1>&2
  echo Install one ^(Eclipse Temurin 25, for example: https://adoptium.net^), or set JAVA_HOME to where it is. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

set "ARGS="
shift
:collect
if "%~1"=="" goto collected
set "ARGS=!ARGS! %1"
shift
goto collect
:collected

if "%MAIN%"=="verify" (
  pushd "%ROOT%"
  set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow"
  call mvnw.cmd -B -ntp verify !ARGS!
  set "CODE=!ERRORLEVEL!"
  popd
  exit /b !CODE!
)

set "APP=%ROOT%"
set "CONF=%ROOT%conf"
if exist "%ROOT%pom.xml" (
  set "APP=%ROOT%infra\packaging\target\deltatape\"
  set "CONF=%ROOT%infra\packaging\conf"
  if not exist "!APP!lib" (
    echo deltatape: building once ... 1>&2
    pushd "%ROOT%"
    set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow"
    call mvnw.cmd -q -B -ntp -Pquick -DskipTests -pl infra/packaging -am package || (popd & exit /b 1)
    popd
  )
)
set "LOG=command"
if "%COMMAND%"=="bridge" set "LOG=service"
if "%COMMAND%"=="streams" set "LOG=service"
if "%COMMAND%"=="gateway" set "LOG=service"
"%JAVA_HOME%\bin\java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dlogback.configurationFile=%CONF%\logback-%LOG%.xml" %DELTATAPE_JAVA_OPTS% -cp "%APP%lib\*" %MAIN% %ARGS%
exit /b %ERRORLEVEL%

:try
if not "%JDK%"=="" exit /b 0
if exist "%~1\release" findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1 && set "JDK=%~1"
exit /b 0

:usage
echo Usage: deltatape COMMAND [OPTIONS]     one of demo, verify, watch, get, tail, bridge, streams, gateway, simulate, bench
echo        deltatape COMMAND --help says more of each
exit /b 0
